import {
  type DescFile,
  type FileRegistry,
  createFileRegistry,
  create,
  fromBinary,
} from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import {
  type FileDescriptorProto,
  type FileDescriptorSet,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { CompatError } from "../compat-error.ts";
import type { Overlay } from "../overlay/overlay.ts";
import { applyOverlay } from "../overlay/apply-overlay.ts";
import type { Schema } from "./schema.ts";

/** The field in which buf's images say of a file that it is only imported. Source: buf.alpha.image.v1.ImageFile. */
const bufExtension = 8042;

/**
 * Reads a compiled schema: the bytes of a FileDescriptorSet or of an image that buf built.
 *
 * @param name what to call it in an error
 * @throws CompatError if it isn't one
 */
export function readImage(name: string, bytes: Uint8Array, overlay?: Overlay): Schema {
  const set = parse(name, bytes);
  if (set.file.length === 0) {
    throw new CompatError(`${name} holds no compiled .proto files: is it an image that buf built?`);
  }
  return schemaOf(name, set.file, overlay);
}

/** Links compiled files, each after those that it imports. */
export function schemaOf(
  name: string,
  protos: readonly FileDescriptorProto[],
  overlay: Overlay | undefined,
  isImport: (file: FileDescriptorProto) => boolean = isImported,
): Schema {
  const file =
    overlay === undefined ? [...protos] : protos.map((proto) => applyOverlay(proto, overlay));
  const registry = link(name, create(FileDescriptorSetSchema, { file }));
  const own = new Set(protos.filter((proto) => !isImport(proto)).map((proto) => proto.name));
  const files: DescFile[] = [...registry.files].filter(({ proto }) => own.has(proto.name));
  return { registry, files, overlaid: new Set(overlay?.keys()) };
}

function parse(name: string, bytes: Uint8Array): FileDescriptorSet {
  try {
    return fromBinary(FileDescriptorSetSchema, bytes);
  } catch (error) {
    throw new CompatError(
      `${name} can't be read as a compiled schema (${String(error)}): build it again with buf build -o FILE.binpb`,
      { cause: error },
    );
  }
}

function link(name: string, set: FileDescriptorSet): FileRegistry {
  try {
    return createFileRegistry(set);
  } catch (error) {
    throw new CompatError(
      `${name} can't be linked (${String(error)}): build it with its imports, without --exclude-imports`,
      { cause: error },
    );
  }
}

function isImported(file: FileDescriptorProto): boolean {
  return (file.$unknown ?? []).some(({ no, wireType, data }) => {
    if (no !== bufExtension || wireType !== WireType.LengthDelimited) return false;
    const reader = new BinaryReader(new BinaryReader(data).bytes());
    while (reader.pos < reader.len) {
      const [field, type] = reader.tag();
      if (field === 1 && type === WireType.Varint) return reader.bool();
      reader.skip(type, field);
    }
    return false;
  });
}
