/** Where blobs lie while they are written. No key begins with a dot, so none is in the way. */
export const UNFINISHED = ".unfinished";
