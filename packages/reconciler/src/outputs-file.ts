/** The file of an attempt's outputs, as JSON. */
export const OUTPUTS = "outputs.json";
