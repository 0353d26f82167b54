import type { PublicStaff } from "../../api/generated/api.schemas";
import { initialsOf } from "../../lib/format";
import { Icon } from "../../ui/light/Icon";
import classes from "./SlotPicker.module.css";

interface StaffChoiceProps {
  staff: PublicStaff[];
  selected: string | null;
  onSelect: (id: string | null) => void;
}

export function StaffChoice({ staff, selected, onSelect }: StaffChoiceProps) {
  return (
    <fieldset className={classes.chips}>
      <legend>With</legend>
      <label className={classes.chip}>
        <input
          type="radio"
          name="staff"
          checked={selected === null}
          onChange={() => onSelect(null)}
        />
        <span className={classes.face} aria-hidden="true">
          <Icon name="user" size={14} />
        </span>
        Anyone
      </label>
      {staff.map(({ id, name }) => (
        <label key={id} className={classes.chip}>
          <input
            type="radio"
            name="staff"
            checked={selected === id}
            onChange={() => onSelect(id)}
          />
          <span className={classes.face} aria-hidden="true">
            {initialsOf(name)}
          </span>
          {name}
        </label>
      ))}
    </fieldset>
  );
}
