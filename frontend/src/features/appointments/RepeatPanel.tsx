import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Wish } from "../../api/generated/api.schemas";
import { isProblem } from "../../api/problem";
import { LoadingRows } from "../../ui/States";
import { countToDo, Occurrences } from "./Occurrences";
import { Refused } from "./Refused";
import { RepeatFields } from "./RepeatFields";
import { type Repetition, ruleOf } from "./repeating";
import { draftQuery } from "./series";

/** A wish to repeat, what it would give, and whether clashes are left out. */
export function useRepeating(first: Omit<Wish, "rule"> | null) {
  const [repetition, setRepetition] = useState<Repetition | null>(null);
  const [skips, setSkips] = useState(false);
  const wish = first && repetition ? { ...first, rule: ruleOf(repetition) } : null;
  const draft = useQuery(draftQuery(wish));
  const items = draft.data?.items;
  return {
    repetition,
    setRepetition,
    skips,
    setSkips,
    wish,
    draft,
    count: wish ? countToDo(items, skips) : null,
  };
}

interface RepeatPanelProps {
  repeating: ReturnType<typeof useRepeating>;
  startsAt: string;
  zone: string;
  locale: string;
}

/** Says how the appointment repeats and shows what that gives before it is booked. */
export function RepeatPanel({ repeating, startsAt, zone, locale }: RepeatPanelProps) {
  const { repetition, setRepetition, wish, draft, skips, setSkips } = repeating;
  const { error } = draft;
  return (
    <>
      <RepeatFields
        value={repetition}
        startsAt={startsAt}
        zone={zone}
        locale={locale}
        onChange={(next) => {
          setRepetition(next);
          setSkips(false);
        }}
      />
      {wish && draft.isPending && <LoadingRows rows={1} />}
      {wish && draft.isError && (
        <Refused error={error} title={isProblem(error) ? error.fields.rule : undefined} />
      )}
      {wish && draft.data && (
        <Occurrences
          items={draft.data.items}
          verb="booked"
          zone={draft.data.time_zone}
          locale={locale}
          skips={skips}
          onSkip={setSkips}
        />
      )}
    </>
  );
}
