import type { Setting, SettingOptions } from "./setting.ts";

/** A number with a unit behind it. The units from the smallest to the greatest, each with how many of the smallest. */
interface Units {
  readonly placeholder: string;
  readonly noun: string;
  readonly example: string;
  readonly sizes: readonly (readonly [unit: string, size: number])[];
}

const durations: Units = {
  placeholder: "DURATION",
  noun: "a length of time",
  example: "30s",
  sizes: [
    ["ms", 1],
    ["s", 1000],
    ["m", 60_000],
    ["h", 3_600_000],
  ],
};

const sizes: Units = {
  placeholder: "BYTES",
  noun: "a number of bytes",
  example: "16MiB",
  sizes: [
    ["B", 1],
    ["KiB", 1024],
    ["MiB", 1_048_576],
    ["GiB", 1_073_741_824],
  ],
};

type Bounded = SettingOptions<number> & { readonly min: number; readonly max: number };

/** Makes a setting that is a length of time, in milliseconds inside the program: `500ms`, `30s`, `2m`, `1h`. */
export function duration(options: Bounded): Setting<number> {
  return unitNumber(options, durations);
}

/** Makes a setting that is a number of bytes: `65536`, `64KiB`, `16MiB`, `1GiB`. */
export function byteSize(options: Bounded): Setting<number> {
  return unitNumber(options, sizes);
}

function unitNumber(options: Bounded, units: Units): Setting<number> {
  const { min, max } = options;
  const parse = (text: string): number | undefined => {
    const [, digits, unit] = /^([0-9]+)([A-Za-z]*)$/.exec(text) ?? [];
    const size = units.sizes.find(([name]) => name === unit || (unit === "" && name === "B"))?.[1];
    if (digits === undefined || size === undefined) return undefined;
    const value = Number(digits) * size;
    return value >= min && value <= max ? value : undefined;
  };
  return {
    ...options,
    placeholder: units.placeholder,
    expected: `${units.noun} from ${write(min, units)} to ${write(max, units)}, as in ${units.example}`,
    parse,
    fromJson: (value) =>
      typeof value === "string"
        ? parse(value)
        : typeof value === "number"
          ? parse(String(value))
          : undefined,
    show: (value) => write(value, units),
  };
}

function write(value: number, { sizes: all }: Units): string {
  const [unit, size] = all.findLast(([, each]) => value >= each && value % each === 0) ?? all[0]!;
  return `${value / size}${unit}`;
}
