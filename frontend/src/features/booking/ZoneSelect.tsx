import { useId } from "react";
import { offsetText, zoneCity } from "../../lib/format";
import { allZones, deviceZone } from "../../lib/zones";
import { Icon } from "../../ui/light/Icon";
import classes from "./SlotPicker.module.css";

interface ZoneSelectProps {
  zone: string;
  businessZone: string;
  locale: string;
  onChange: (zone: string) => void;
}

/** In which zone to show times; the business's and the visitor's own come first. */
export function ZoneSelect({ zone, businessZone, onChange }: ZoneSelectProps) {
  const id = useId();
  const device = deviceZone();
  const near = [...new Set([businessZone, device])];
  const others = allZones().filter((each) => !near.includes(each));
  const label = (each: string) => {
    const whose = each === businessZone ? "where we are" : each === device ? "your device" : "";
    return `${zoneCity(each)} (${offsetText(Date.now(), each)})${whose && ` · ${whose}`}`;
  };
  return (
    <div className={classes.zoneRow}>
      <Icon name="globe" />
      <label htmlFor={id}>Times in</label>
      <select id={id} value={zone} onChange={(event) => onChange(event.target.value)}>
        {near.map((each) => (
          <option key={each} value={each}>
            {label(each)}
          </option>
        ))}
        <optgroup label="All time zones">
          {others.map((each) => (
            <option key={each} value={each}>
              {each.replaceAll("_", " ")}
            </option>
          ))}
        </optgroup>
      </select>
    </div>
  );
}
