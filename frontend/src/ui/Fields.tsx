import { Stack, type StackProps } from "@mantine/core";
import classes from "./Fields.module.css";

interface FieldsProps extends Pick<StackProps, "gap" | "children"> {
  /** They are there to be read. */
  isLocked: boolean;
}

/** The fields of a form, with all that belongs to them. */
export function Fields({ isLocked, gap, children }: FieldsProps) {
  return (
    <fieldset className={classes.fields} disabled={isLocked}>
      <Stack gap={gap}>{children}</Stack>
    </fieldset>
  );
}
