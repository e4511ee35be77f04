/** The file of an attempt's outputs, as JSON. */
export const OUTPUTS = "outputs.json";

/** How long outputs may be, in bytes: 16 MiB. What is larger is a file of its own. */
export const LONGEST_OUTPUTS: number = 16 * 2 ** 20;
