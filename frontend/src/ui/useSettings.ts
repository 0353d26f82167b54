import type { UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { focusFirstError, showFieldErrors } from "./forms";
import { isSame, type Kept, useChangeOf } from "./useChangeOf";

interface Settings<T, V> extends Kept<T, V> {
  save: (values: V, seen: RequestInit) => Promise<T>;
  onSaved: (saved: T) => void;
}

/** A form within `Begun` that stays where it is when it was saved; `bar` is what its `SaveBar` shows. */
export function useSettings<T extends { version: number }, V extends object>(
  form: UseFormReturnType<V>,
  thing: T,
  { save: send, onSaved, ...kept }: Settings<T, V>,
) {
  const { change, discard, ifSeen } = useChangeOf(form, thing, kept);
  const save = useMutation({
    mutationFn: (values: V) => change(values, (seen) => send(values, seen)),
    onSuccess: onSaved,
    onError: (error) => showFieldErrors(form, error),
  });
  return {
    ifSeen,
    onSubmit: form.onSubmit((values) => save.mutate(values), focusFirstError(form)),
    bar: {
      // By the values themselves: the form counts only what was set field by field.
      isDirty: !isSame(form.values, form.getInitialValues()),
      isBusy: save.isPending,
      error: save.error,
      onDiscard: () => {
        discard();
        if (!save.isPending) save.reset();
      },
    },
  };
}
