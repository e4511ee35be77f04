import { create, setExtension } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  type FileDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import { lifecycle, step } from "@runledger/proto/lifecycle/v1";
import type { Overlay, OverlaidEnum } from "./overlay.ts";

/** Gives the enums of a file the options that an overlay holds for them. The file isn't touched. */
export function applyOverlay(file: FileDescriptorProto, overlay: Overlay): FileDescriptorProto {
  const prefix = file.package === "" ? "" : `${file.package}.`;
  return {
    ...file,
    enumType: file.enumType.map((type) => overEnum(type, prefix, overlay)),
    messageType: file.messageType.map((type) => overMessage(type, prefix, overlay)),
  };
}

function overMessage(type: DescriptorProto, prefix: string, overlay: Overlay): DescriptorProto {
  const inner = `${prefix}${type.name}.`;
  return {
    ...type,
    enumType: type.enumType.map((nested) => overEnum(nested, inner, overlay)),
    nestedType: type.nestedType.map((nested) => overMessage(nested, inner, overlay)),
  };
}

function overEnum(
  type: EnumDescriptorProto,
  prefix: string,
  overlay: Overlay,
): EnumDescriptorProto {
  const overlaid = overlay.get(`${prefix}${type.name}`);
  if (overlaid === undefined) return type;
  const options = { ...(type.options ?? create(EnumOptionsSchema)) };
  setExtension(options, lifecycle, overlaid.lifecycle);
  return { ...type, options, value: valuesOf(type, overlaid) };
}

function valuesOf(type: EnumDescriptorProto, { values }: OverlaidEnum) {
  const known = new Set(type.value.map(({ name }) => name));
  return type.value.map((value) => {
    const own = values.get(value.name);
    if (own === undefined) return value;
    const options = { ...(value.options ?? create(EnumValueOptionsSchema)) };
    const followedBy = own.followedBy.filter((name) => known.has(name));
    setExtension(options, step, { ...own, followedBy });
    return { ...value, options };
  });
}
