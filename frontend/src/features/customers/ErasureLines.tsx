import { Badge } from "@mantine/core";
import type { ErasureLine, ErasureLineBecomes } from "../../api/generated/api.schemas";
import classes from "./Erasure.module.css";

const BECOMES: Record<ErasureLineBecomes, [label: string, color: string]> = {
  erased: ["Erased", "red"],
  cancelled: ["Cancelled", "orange"],
  without_name: ["Without the person", "gray"],
  kept: ["Kept", "green"],
};

/** Each kind of thing that is known of a customer, and what becomes of it. */
export function ErasureLines({ lines }: { lines: ErasureLine[] }) {
  return (
    <ul className={classes.lines}>
      {lines.map(({ key, becomes, what, why, count }) => {
        const [label, color] = BECOMES[becomes];
        return (
          <li key={key} className={classes.line}>
            <span>
              {what}
              {count !== null && <b className={classes.count}> · {count}</b>}
              {why && <small>{why}</small>}
            </span>
            <Badge color={color} variant="light">
              {label}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}
