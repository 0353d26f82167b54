import { Group, Radio, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getCustomerFigures } from "../../api/generated/api";
import type { Customer, CustomerMergeStatus, KeptDetails } from "../../api/generated/api.schemas";
import { keys } from "../../api/keys";
import { useBusiness } from "../../api/session";
import { countText, dayText } from "../../lib/format";
import { dayOf } from "../../lib/zones";
import classes from "./Merge.module.css";

type Kept = Required<KeptDetails>;
type Field = "name" | "email" | "phone";

const FIELDS: { field: Field; label: string }[] = [
  { field: "name", label: "Name" },
  { field: "email", label: "E-mail" },
  { field: "phone", label: "Phone" },
];

/** This one's details, but where only the other has any; both notes. */
export function keptAtFirst(customer: Customer, other: Customer): Kept {
  const from = (field: Field) => (!customer[field] && other[field] ? "other" : "this");
  return { name: "this", email: from("email"), phone: from("phone"), notes: "both" };
}

interface MergeChoicesProps {
  customer: Customer;
  other: Customer;
  keep: Kept;
  onKeep: (keep: Kept) => void;
  status: CustomerMergeStatus;
  onStatus: (status: CustomerMergeStatus) => void;
}

/** Both records side by side: what differs is chosen, the rest is added up. */
export function MergeChoices(props: MergeChoicesProps) {
  const { customer, other, keep, onKeep, status, onStatus } = props;
  const tags = [...new Set([...customer.tags, ...other.tags])];
  return (
    <div className={classes.sides}>
      <Side customer={customer} title="Stays" />
      <Side customer={other} title="Is removed" />
      {FIELDS.filter(({ field }) => (customer[field] ?? "") !== (other[field] ?? "")).map(
        ({ field, label }) => (
          <Radio.Group
            key={field}
            label={`${label} from now on`}
            className={classes.choice}
            value={keep[field]}
            onChange={(value) => onKeep({ ...keep, [field]: value as Kept[Field] })}
          >
            <Radio value="this" label={customer[field] ?? "None"} />
            <Radio value="other" label={other[field] ?? "None"} />
          </Radio.Group>
        ),
      )}
      {customer.notes && other.notes && (
        <Radio.Group
          label="Notes from now on"
          className={classes.choice}
          value={keep.notes}
          onChange={(value) => onKeep({ ...keep, notes: value as Kept["notes"] })}
        >
          <Radio value="both" label="Both, one below the other" />
          <Radio value="this" label={`Those of ${customer.name}`} />
          <Radio value="other" label={`Those of ${other.name}`} />
        </Radio.Group>
      )}
      {customer.status !== other.status && (
        <Radio.Group
          label="One of the two is blocked. From now on they are"
          className={classes.choice}
          value={status}
          onChange={(value) => onStatus(value as CustomerMergeStatus)}
        >
          <Group>
            <Radio value="blocked" label="blocked" />
            <Radio value="active" label="not blocked" />
          </Group>
        </Radio.Group>
      )}
      <Text size="sm" c="dimmed" className={classes.rest}>
        Appointments, series, contracts and an account for signing in go over.
        {tags.length > 0 && ` Tags: ${tags.join(", ")}.`}
      </Text>
    </div>
  );
}

function Side({ customer, title }: { customer: Customer; title: string }) {
  const { zone, locale } = useBusiness();
  const figures = useQuery({
    queryKey: keys.appointments.figuresOf(customer.id),
    queryFn: ({ signal }) => getCustomerFigures(customer.id, { signal }),
  });
  return (
    <div className={classes.side}>
      <small>{title}</small>
      <strong>{customer.name}</strong>
      <span>{customer.email ?? "No e-mail"}</span>
      <span>{customer.phone ?? "No phone"}</span>
      <span>Since {dayText(dayOf(customer.created_at, zone), locale, "date")}</span>
      <span>
        {figures.data
          ? `${countText(figures.data.visits, "visit")}, ${figures.data.upcoming} to come`
          : " "}
      </span>
      {customer.notes && <span className={classes.notes}>{customer.notes}</span>}
    </div>
  );
}
