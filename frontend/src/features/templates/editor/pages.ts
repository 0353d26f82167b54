/** Pages from 0 in words like "2, 4-6"; null for what names none of `count` pages. */
export function pagesFrom(text: string, count: number): number[] | null {
  const pages = new Set<number>();
  for (const part of text.split(/[,;\s]+/).filter(Boolean)) {
    const [, first, last] = /^(\d+)(?:[-–](\d+))?$/.exec(part) ?? [];
    const from = Number(first);
    const to = Number(last ?? first);
    if (!first || from < 1 || to > count || from > to) return null;
    for (let page = from; page <= to; page += 1) pages.add(page - 1);
  }
  return pages.size > 0 ? [...pages].sort((a, b) => a - b) : null;
}
