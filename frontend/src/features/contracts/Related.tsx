import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { ContractDetail } from "../../api/generated/api.schemas";
import classes from "./ContractView.module.css";
import { usePathOf } from "./reach";

const ENDED: Record<string, string> = {
  voided: "was voided",
  declined: "was declined",
  expired: "ran out",
};

/** Where the contract comes from, and where it went on. */
export function Related({ contract }: { contract: ContractDetail }) {
  const pathOf = usePathOf();
  const { former, successors } = contract;
  if (!former && successors.length === 0) return null;
  return (
    <ul className={classes.related}>
      {former && (
        <li>
          Sent in place of{" "}
          <Anchor component={Link} to={pathOf(former)} className="tabular">
            {former.number}
          </Anchor>
          , which {ENDED[former.state] ?? "ended"}.
        </li>
      )}
      {successors.map((next) => (
        <li key={next.id}>
          {next.state === "draft" ? "Being sent again as " : "Sent again as "}
          <Anchor component={Link} to={pathOf(next)} className="tabular">
            {next.number}
          </Anchor>
          .
        </li>
      ))}
    </ul>
  );
}
