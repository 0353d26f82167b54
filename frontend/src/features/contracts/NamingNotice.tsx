import { Alert, Button, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { Naming, NamingPlace } from "../../api/generated/api.schemas";
import { countText } from "../../lib/format";

interface NamingNoticeProps {
  naming: Naming;
  /** Who is to take the place. */
  name: string;
  /** Ends the contract, to send it again as a new one. */
  onVoid?: () => void;
}

/** What the document says of somebody, before another takes their place. */
export function NamingNotice({ naming, name, onVoid }: NamingNoticeProps) {
  const { places, can_renew, opened, signed } = naming;
  // Neither signed nor to be renewed: it was sent before contracts kept whom they name.
  const isUnknown = !can_renew && signed.length === 0;
  if (places.length === 0 && !isUnknown) return null;
  const follow = can_renew ? places.filter(({ follows }) => follows) : [];
  const stay = can_renew ? places.filter(({ follows }) => !follows) : places;
  return (
    <>
      {follow.length > 0 && (
        <Alert color="blue" icon={<IconInfoCircle size={18} />}>
          The document names {naming.name} in {countText(countOf(follow), "place")}. Nobody has
          signed yet, so it is written anew and names {name || "them"} instead.
          {opened.length > 0 &&
            ` ${opened.join(", ")} had opened it and will be told to read it again.`}
          <Places places={follow} />
        </Alert>
      )}
      {(stay.length > 0 || isUnknown) && (
        <Alert color="yellow" role="alert" icon={<IconAlertTriangle size={18} />}>
          {whatStays(naming, countText(countOf(stay), "place"), isUnknown)}
          {stay.length > 0 && <Places places={stay} />}
          {onVoid && (
            <>
              <Text size="sm" mt="xs">
                {signed.length > 0
                  ? "The signing page and the certificate will say so. If that is not good enough, void the contract and send a new one."
                  : "To change that, void the contract and send a new one."}
              </Text>
              <Button variant="default" size="xs" mt="xs" onClick={onVoid}>
                Void and send anew…
              </Button>
            </>
          )}
        </Alert>
      )}
    </>
  );
}

function whatStays({ name, signed }: Naming, places: string, isUnknown: boolean): string {
  if (isUnknown) return `This document may name ${name} and cannot be changed any more.`;
  return signed.length > 0
    ? `${signed.join(", ")} signed this text, so it can no longer change. It will still name ${name} in ${places}:`
    : `${name} stays in ${places}, in words of your own or with a telephone number for which no other is known:`;
}

function countOf(places: readonly NamingPlace[]): number {
  return places.reduce((sum, { count }) => sum + count, 0);
}

const WHERE = { text: "In the text", field: "In the field", title: "In the title" };

function Places({ places }: { places: readonly NamingPlace[] }) {
  return (
    <List size="sm" mt={4}>
      {places.map(({ where, label, count }) => (
        <List.Item key={`${where} ${label}`}>
          {WHERE[where]}: {label}
          {count > 1 && ` (${count} times)`}
        </List.Item>
      ))}
    </List>
  );
}
