import { importedRoom } from "./imported-room.mjs";
import { roomOf } from "./room-of.mjs";
import { mayImport, rooms } from "./rooms.mjs";

/**
 * Refuses an import that runs up the house, and one that enters another room by the window: a relative path instead of
 * the package's name, which would go past what it exports.
 *
 * @type {import("./rule.ts").Rule}
 */
export const oneWay = {
  create(context) {
    const room = roomOf(context.filename);
    if (room === undefined) return {};
    /** @param {import("./rule.ts").Node} node */
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== "string") return;
      const other = importedRoom(specifier, context.filename);
      if (other === undefined || other === room) return;
      if (specifier.startsWith(".")) {
        context.report({
          node,
          message: `"${specifier}" leaves ${room}: import ${other} by its package's name.`,
        });
      } else if (!mayImport(room, other)) {
        const allowed = rooms[room] ?? [];
        const list =
          allowed.length === 0 ? "none of the others" : String(allowed).replaceAll(",", ", ");
        context.report({
          node,
          message: `${room} must not import ${other}: imports run one way, and it may use ${list}.`,
        });
      }
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      TSImportType: check,
    };
  },
};
