import { createContext, use } from "react";

export type Parts = Readonly<Record<string, string | number>>;
export type Say = (sentence: string, parts?: Parts) => string;

/** The sentence with its `{parts}` put in. */
export function filled(sentence: string, parts: Parts = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, name) => String(parts[name] ?? gap));
}

/** How the parts that several pages share say their sentences: in English unless a page translates. */
export const Speech = createContext<Say>(filled);

export function useSay(): Say {
  return use(Speech);
}
