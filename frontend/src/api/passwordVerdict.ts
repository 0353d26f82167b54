import { useEffect, useState } from "react";
import { PASSWORD_MIN_LENGTH } from "../lib/password";
import { useLoad } from "../lib/useLoad";
import { checkPassword } from "./generated/api";
import type { PasswordVerdict } from "./generated/api.schemas";

const REST_MS = 350;

/**
 * What the server thinks of a new password, once the keys have rested: the same rule that will
 * accept or refuse it. `known` is what a guesser knows of its owner.
 */
export function usePasswordVerdict(password: string, known: string[]): PasswordVerdict | null {
  const [rested, setRested] = useState(password);
  useEffect(() => {
    const timer = setTimeout(() => setRested(password), REST_MS);
    return () => clearTimeout(timer);
  }, [password]);
  const isWorthAsking = rested === password && rested.length >= PASSWORD_MIN_LENGTH;
  const answer = useLoad(isWorthAsking ? rested : null, (signal) =>
    checkPassword({ password: rested, known: known.filter(Boolean) }, { signal }),
  );
  return answer.data;
}

const WORDS = ["Very easy to guess", "Easy to guess", "Almost there", "Good", "Strong"];

/** "Easy to guess. Add another word or two." */
export function verdictText({ score, advice }: PasswordVerdict): string {
  return [`${WORDS[score] ?? ""}.`, advice].filter(Boolean).join(" ");
}
