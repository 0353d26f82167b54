import { Group, Text } from "@mantine/core";
import { getExportRefusedRowsUrl } from "../../api/generated/api";
import type { CustomerImportDetails } from "../../api/generated/api.schemas";
import { useBusiness } from "../../api/session";
import { ExportButton } from "../../ui/ExportButton";
import classes from "./Imports.module.css";

/** The rows that are not taken, each with its reason; all of them as a file. */
export function Refusals({ found }: { found: CustomerImportDetails }) {
  const { locale } = useBusiness();
  const { refusals, refused, id, file_name } = found;
  if (refusals.length === 0) return null;
  const name = file_name.replace(/\.\w+$/, "");
  return (
    <section className={classes.refusals} aria-label="Refused rows">
      <Group justify="space-between">
        <Text component="h2" fw={600}>
          Refused rows
        </Text>
        <ExportButton url={getExportRefusedRowsUrl(id)} fileName={`${name}-refused.csv`} />
      </Group>
      <Text size="sm" c="dimmed">
        Mend them in the file that the button gives you, and import that one afterwards.
      </Text>
      <div className={classes.rows}>
        <table>
          <caption className="visually-hidden">Refused rows and why</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Why</th>
              <th scope="col">What it says</th>
            </tr>
          </thead>
          <tbody>
            {refusals.map(({ number, reason, cells }) => (
              <tr key={number}>
                <td className="tabular">{number.toLocaleString(locale)}</td>
                <td>{reason}</td>
                <td>{cells.filter(Boolean).join(" · ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {refused > refusals.length && (
        <Text size="sm" c="dimmed">
          And {(refused - refusals.length).toLocaleString(locale)} more in the file.
        </Text>
      )}
    </section>
  );
}
