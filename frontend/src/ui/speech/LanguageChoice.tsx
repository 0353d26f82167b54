import classes from "./LanguageChoice.module.css";
import { LANGUAGES, type Language, nameOf } from "./languages";
import { useWords } from "./words";

/** The page in another language; the document itself stays as it was written. */
export function LanguageChoice({ wide }: { wide?: boolean }) {
  const { say, language, choose } = useWords();
  return (
    <select
      className={[classes.choice, wide && classes.wide].filter(Boolean).join(" ")}
      aria-label={say("Language")}
      value={language}
      onChange={(event) => choose(event.target.value as Language)}
    >
      {LANGUAGES.map((each) => (
        <option key={each} value={each} lang={each}>
          {nameOf(each)}
        </option>
      ))}
    </select>
  );
}
