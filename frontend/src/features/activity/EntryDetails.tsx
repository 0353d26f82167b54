import type { ActivityEntry, Change } from "../../api/generated/api.schemas";
import classes from "./Activity.module.css";

const NOT_TOLD = "changed; what it says is not kept here";

/** What lies behind the sentence: fields before and after, and where it came from. */
export function EntryDetails({ entry }: { entry: ActivityEntry }) {
  const facts = [
    ...entry.details.map(({ label, value }) => [label, value] as const),
    ["address", entry.ip_address] as const,
    ["request", entry.request_id] as const,
  ].filter(([, value]) => value);
  return (
    <div className={classes.details}>
      {entry.changes.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened does not change any more
        <Changed key={at} change={change} />
      ))}
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Changed({ change }: { change: Change }) {
  const title = `${change.thing} ${change.action}`;
  if (change.fields.length === 0) return <p className={classes.changeTitle}>{title}</p>;
  const hasBefore = change.fields.some(({ before }) => before !== null);
  return (
    <table className={classes.change}>
      <caption className={classes.changeTitle}>{title}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Field</th>
          {hasBefore && <th scope="col">Before</th>}
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {change.fields.map(({ label, before, after, is_told }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {!is_told && (
              <td colSpan={hasBefore ? 2 : 1} className={classes.notTold}>
                {NOT_TOLD}
              </td>
            )}
            {is_told && hasBefore && <td className={classes.before}>{before}</td>}
            {is_told && <td>{after}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
