import type { CreateRunResult } from "@runledger/ledger";
import { type RunDeclaration, RunDeclarationSchema, RunIdentifierSchema } from "@runledger/proto";
import { badInput } from "../../errors/bad-input.ts";
import { GatewayError } from "../../errors/gateway-error.ts";
import { builder } from "../builder.ts";
import { fromProtobuf } from "../inputs/from-protobuf.ts";
import { decodeInput } from "../proto/decode-input.ts";
import { inputFields } from "../proto/input-fields.ts";
import { run } from "../types/run.ts";

const outcome = builder.enumType("CreateRunOutcome", {
  description: "What became of the declaration of a run.",
  values: {
    CREATED: { value: "created" as const, description: "The run is declared." },
    EXISTS: {
      value: "exists" as const,
      description: "It was declared with the same content before. Nothing was written.",
    },
  },
});

const input = builder.inputType("CreateRunInput", {
  description: "What a run is, before anything has happened.",
  fields: (t) => ({
    org: t.string({
      required: false,
      description: "The organisation. Kept and handed back, and no part of the name.",
    }),
    project: t.string({ required: true, description: "The project." }),
    domain: t.string({ required: true, description: 'The domain, as in "development".' }),
    name: t.string({
      required: false,
      description:
        "The run's name. Left out: a random one, which the answer tells. Give one to be able to send the same again.",
    }),
    ...omitId(inputFields(t, RunDeclarationSchema)),
    protobuf: t.string({
      required: false,
      description:
        "All of it but its name, as a runledger.run.v1.RunDeclaration in protobuf, in base64: what this schema doesn't have is kept too. The other fields, those of the name aside, are left out then.",
    }),
  }),
});

type Created = Exclude<CreateRunResult, { readonly kind: "taken" }>;

const payload = builder.objectRef<Created>("CreateRunPayload").implement({
  description: "The run, and what became of its declaration.",
  fields: (t) => ({
    outcome: t.field({
      type: outcome,
      description: "What became of the declaration.",
      resolve: ({ kind }) => kind,
    }),
    reportedBefore: t.boolean({
      description:
        "Whether the run was known from reports, before it was declared. What they told stands.",
      resolve: (own) => own.kind === "created" && own.reportedBefore,
    }),
    run: t.field({ type: run, description: "The run.", resolve: (own) => own.run }),
  }),
});

builder.mutationField("createRun", (t) =>
  t.field({
    type: payload,
    description:
      "Declares a run. The same declaration may be sent again; another one under the same name is refused with the code ALREADY_EXISTS.",
    args: { input: t.arg({ type: input, required: true, description: "What the run is." }) },
    complexity: 10,
    resolve: async (_, args, { ledger }) => {
      const declaration = declarationOf(args.input);
      const result = await ledger.createRun(declaration);
      if (result.kind === "taken") throw new GatewayError("ALREADY_EXISTS", result.message);
      return result;
    },
  }),
);

type Given = Parameters<typeof decodeInput>[1] & {
  readonly protobuf?: string | null | undefined;
};

function declarationOf({ protobuf, ...given }: Given): RunDeclaration {
  const { org, project, domain, name, ...rest } = given;
  const id = { org, project, domain, name };
  if (typeof protobuf !== "string") {
    return decodeInput(RunDeclarationSchema, { ...rest, id }, "input");
  }
  const other = Object.keys(rest).find((key) => rest[key] !== undefined && rest[key] !== null);
  if (other !== undefined) {
    throw badInput(
      `input.${other}`,
      `input has both protobuf and ${other}: protobuf is the whole declaration, leave the other out.`,
    );
  }
  const declaration = fromProtobuf(RunDeclarationSchema, protobuf, "input.protobuf");
  return { ...declaration, id: decodeInput(RunIdentifierSchema, id, "input") };
}

function omitId<Fields extends Record<string, unknown>>({
  id: _,
  ...fields
}: Fields): Omit<Fields, "id"> {
  return fields;
}
