/** Reads the position of the last change of any run: of those that are there, and of those that were deleted. */
export const FEED_HEAD = `
SELECT max(coalesce((SELECT max(feed) FROM run WHERE feed > 0), 0), (SELECT position FROM feed_head))`;
