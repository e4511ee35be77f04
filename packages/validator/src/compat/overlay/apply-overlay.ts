import { clone, create, setExtension } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { lifecycle, step } from "@runledger/proto/lifecycle/v1";
import type { Overlay, OverlaidEnum } from "./overlay.ts";

/** An enum with its full name. */
type NamedEnum = readonly [name: string, type: EnumDescriptorProto];

/** Gives the enums of a file the options that an overlay holds for them. The file itself isn't touched. */
export function applyOverlay(file: FileDescriptorProto, overlay: Overlay): FileDescriptorProto {
  if (!enumsOf(file).some(([name]) => overlay.has(name))) return file;
  const copy = clone(FileDescriptorProtoSchema, file);
  for (const [name, type] of enumsOf(copy)) {
    const overlaid = overlay.get(name);
    if (overlaid !== undefined) annotate(type, overlaid);
  }
  return copy;
}

function enumsOf(file: FileDescriptorProto): readonly NamedEnum[] {
  const prefix = file.package === "" ? "" : `${file.package}.`;
  const inMessage = (outer: string, type: DescriptorProto): readonly NamedEnum[] => {
    const inner = `${outer}${type.name}.`;
    return [
      ...type.enumType.map((nested) => [`${inner}${nested.name}`, nested] as const),
      ...type.nestedType.flatMap((nested) => inMessage(inner, nested)),
    ];
  };
  return [
    ...file.enumType.map((type) => [`${prefix}${type.name}`, type] as const),
    ...file.messageType.flatMap((type) => inMessage(prefix, type)),
  ];
}

/** Values that the overlay knows and the enum doesn't have follow nothing. */
function annotate(type: EnumDescriptorProto, overlaid: OverlaidEnum): void {
  type.options ??= create(EnumOptionsSchema);
  setExtension(type.options, lifecycle, overlaid.lifecycle);
  const known = new Set(type.value.map(({ name }) => name));
  for (const value of type.value) {
    const own = overlaid.values.get(value.name);
    if (own === undefined) continue;
    value.options ??= create(EnumValueOptionsSchema);
    const followedBy = own.followedBy.filter((name) => known.has(name));
    setExtension(value.options, step, { ...own, followedBy });
  }
}
