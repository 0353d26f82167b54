import type { Signing, SigningPerson } from "../../api/generated/api.schemas";
import { Icon } from "../../ui/light/Icon";
import type { Sentence } from "../../ui/speech/languages";
import { useWords } from "../../ui/speech/words";
import { whole } from "./moments";
import classes from "./Signing.module.css";

/** Who else signs, in their order, and who has. */
export function Others({ view }: { view: Signing }) {
  const { say, localeFor } = useWords();
  const people = view.others.filter(({ state }) => state !== "replaced");
  if (people.length === 0) return null;
  const { locale, time_zone: zone } = view.business;
  return (
    <section className={classes.others} aria-labelledby="others">
      <h2 id="others" className={classes.subtitle}>
        {say("Also part of this")}
      </h2>
      <ul>
        {people.map((person) => (
          <li key={`${person.name} ${person.role_name}`}>
            <span className={classes.person} data-state={person.state}>
              <Icon name={person.state === "signed" ? "check" : "user"} size={14} />
            </span>
            <span>
              {person.name}
              <small>
                {person.role_name} · {say(stateOf(person, view.signer.routing_order))}
                {person.signed_at && ` ${whole(person.signed_at, zone, localeFor(locale))}`}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateOf({ kind, state, routing_order }: SigningPerson, own: number): Sentence {
  if (kind === "viewer") return "reads along";
  if (kind === "cc") return "gets a copy";
  if (state === "signed") return kind === "approver" ? "approved" : "signed";
  if (state === "declined") return "declined";
  if (routing_order > own) return "after you";
  if (routing_order < own) return "before you";
  return kind === "approver" ? "not approved yet" : "not signed yet";
}
