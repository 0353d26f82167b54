type Marks = readonly (readonly [mark: string, name: string])[];

/** More special marks come first: nearly every browser calls itself Chrome and Safari too. */
const BROWSERS: Marks = [
  ["Edg", "Edge"],
  ["OPR/", "Opera"],
  ["SamsungBrowser/", "Samsung Internet"],
  ["Firefox/", "Firefox"],
  ["FxiOS/", "Firefox"],
  ["CriOS/", "Chrome"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
];

const SYSTEMS: Marks = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["CrOS", "Chromebook"],
  ["Mac", "Mac"],
  ["Windows", "Windows"],
  ["Linux", "Linux"],
];

/** "Chrome on Mac" */
export function deviceName(agent: string | null): string {
  const find = (marks: Marks) => marks.find(([mark]) => agent?.includes(mark))?.[1];
  const browser = find(BROWSERS) ?? "A browser";
  const system = find(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}

export function isHandheld(agent: string | null): boolean {
  return /iPhone|iPad|Android/.test(agent ?? "");
}
