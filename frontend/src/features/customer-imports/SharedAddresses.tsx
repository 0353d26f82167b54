import { Text } from "@mantine/core";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import classes from "./Imports.module.css";
import { rowsText } from "./targets";

/** New customers with somebody else's e-mail: a family, or one person written in two ways. */
export function SharedAddresses({ found }: { found: CustomerImportDetails }) {
  const { locale } = useBusiness();
  const { shared, shared_rows, state } = found;
  if (shared.length === 0) return null;
  const are = state === "checked" ? "become" : "are";
  return (
    <section className={classes.refusals} aria-label="Shared e-mails">
      <Text component="h2" fw={600}>
        Shared e-mails
      </Text>
      <Text size="sm" c="dimmed">
        {rowsText(shared_rows, locale)} {shared_rows === 1 ? "has" : "have"} the e-mail of somebody
        with another name: they {are} customers of their own, as in a family. If two of them are one
        person, write the name alike in the file, or merge them afterwards.
      </Text>
      <div className={classes.rows}>
        <table>
          <caption className="visually-hidden">Rows with the e-mail of somebody else</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Has the e-mail of</th>
            </tr>
          </thead>
          <tbody>
            {shared.map(({ number, row }) => (
              <tr key={number}>
                <td className="tabular">{number.toLocaleString(locale)}</td>
                <td>{row ? `Row ${row.toLocaleString(locale)}` : "A customer in your list"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shared_rows > shared.length && (
        <Text size="sm" c="dimmed">
          And {(shared_rows - shared.length).toLocaleString(locale)} more.
        </Text>
      )}
    </section>
  );
}
