import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import type { AdminMethods } from "../admin-methods.ts";
import { getAttributes, listAttributes, removeAttributes, setAttributes } from "./attributes.ts";

/** Keeps what is set for projects, domains and workflows. */
export function attributeMethods(context: SurfaceContext): AdminMethods {
  return {
    async updateProjectAttributes({ attributes }) {
      const { project, matchingAttributes } = present(attributes);
      await setAttributes(context, { project }, matchingAttributes);
      return {};
    },
    async getProjectAttributes({ project, resourceType }) {
      const matchingAttributes = await getAttributes(context, { project }, resourceType);
      return { attributes: { project, matchingAttributes } };
    },
    async deleteProjectAttributes({ project, resourceType }) {
      await removeAttributes(context, { project }, resourceType);
      return {};
    },
    async updateProjectDomainAttributes({ attributes }) {
      const { project, domain, matchingAttributes } = present(attributes);
      await setAttributes(context, { project, domain }, matchingAttributes);
      return {};
    },
    async getProjectDomainAttributes({ project, domain, resourceType }) {
      const matchingAttributes = await getAttributes(context, { project, domain }, resourceType);
      return { attributes: { project, domain, matchingAttributes } };
    },
    async deleteProjectDomainAttributes({ project, domain, resourceType }) {
      await removeAttributes(context, { project, domain }, resourceType);
      return {};
    },
    async updateWorkflowAttributes({ attributes }) {
      const { matchingAttributes, ...scope } = present(attributes);
      await setAttributes(context, scope, matchingAttributes);
      return {};
    },
    async getWorkflowAttributes({ resourceType, project, domain, workflow }) {
      const scope = { project, domain, workflow };
      const matchingAttributes = await getAttributes(context, scope, resourceType);
      return { attributes: { ...scope, matchingAttributes } };
    },
    async deleteWorkflowAttributes({ resourceType, ...scope }) {
      await removeAttributes(context, scope, resourceType);
      return {};
    },
    listMatchableAttributes: (request) => listAttributes(context, request),
  };
}
