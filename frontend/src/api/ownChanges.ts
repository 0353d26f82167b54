const own = new Set<string>();

interface Versioned {
  id: string;
  version: number;
}

function isVersioned(data: unknown): data is Versioned {
  return typeof data === "object" && data !== null && "id" in data && "version" in data;
}

const markOf = ({ id, version }: Versioned) => `${id}/${version}`;

/** Remembers what this window changed itself: its toast has said so already. */
export function rememberOwnChange(data: unknown): void {
  if (isVersioned(data)) own.add(markOf(data));
}

export function isOwnChange(thing: Versioned): boolean {
  return own.has(markOf(thing));
}
