import type { PublicAddon } from "../../api/generated/api.schemas";
import { addonText } from "../../lib/format";
import classes from "./AddonChoice.module.css";

interface AddonChoiceProps {
  addons: PublicAddon[];
  chosen: string[];
  currency: string;
  locale: string;
  onChange: (chosen: string[]) => void;
}

/** What may be booked along; longer visits have fewer free times. */
export function AddonChoice({ addons, chosen, currency, locale, onChange }: AddonChoiceProps) {
  return (
    <fieldset className={classes.addons}>
      <legend>Anything along with it?</legend>
      {addons.map((addon) => {
        const isChosen = chosen.includes(addon.id);
        return (
          <label key={addon.id} className={classes.addon}>
            <input
              type="checkbox"
              className="tick"
              checked={isChosen}
              onChange={() =>
                onChange(isChosen ? chosen.filter((id) => id !== addon.id) : [...chosen, addon.id])
              }
            />
            <span>{addon.name}</span>
            <small>{addonText(addon, currency, locale)}</small>
          </label>
        );
      })}
    </fieldset>
  );
}
