import classes from "./AddonChoice.module.css";

interface PartySizeProps {
  /** Seats of the class; null for a service that has none, which asks nothing. */
  capacity: number | null;
  value: number;
  onChange: (size: number) => void;
}

/** More at once than this are a matter for a call. */
const MOST = 20;

/** How many come to a class; larger parties find fewer times. */
export function PartySize({ capacity, value, onChange }: PartySizeProps) {
  if (capacity === null) return null;
  return (
    <label className={classes.party}>
      <span>How many of you come?</span>
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {Array.from({ length: Math.min(capacity, MOST) }, (_, at) => at + 1).map((size) => (
          <option key={size} value={size}>
            {size === 1 ? "Just me" : size}
          </option>
        ))}
      </select>
    </label>
  );
}
