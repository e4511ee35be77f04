import { readImage } from "./schema/read-image.ts";
import type { Baseline } from "./baseline/baseline.ts";
import type { Overlay } from "./overlay/overlay.ts";
import type { Buf } from "./schema/buf.ts";
import { buildSchema, loadImage } from "./schema/build-schema.ts";
import type { Side } from "./side.ts";

/**
 * Compiles a side.
 *
 * @param proto where its .proto files lie in a folder
 * @throws CompatError where they don't compile
 */
export async function loadSide(
  buf: Buf,
  baseline: Baseline,
  proto: string | undefined,
  overlay: Overlay | undefined,
): Promise<Side> {
  const { name } = baseline;
  const image =
    baseline.kind === "image"
      ? await loadImage(buf, name, baseline.file)
      : proto === undefined
        ? undefined
        : await buildSchema(buf, name, baseline.folder, proto);
  return {
    name,
    folder: baseline.kind === "folder" ? baseline.folder : undefined,
    proto: image === undefined ? undefined : { image, schema: readImage(name, image, overlay) },
  };
}
