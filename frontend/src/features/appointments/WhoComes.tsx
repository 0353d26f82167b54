import { Switch } from "@mantine/core";
import { type ChosenCustomer, CustomerChoice } from "./CustomerChoice";
import { PartySizeField } from "./PartySizeField";
import type { Coming } from "./useComing";

interface WhoComesProps {
  coming: Coming;
  customer: ChosenCustomer | null;
  error?: string;
  onCustomer: (customer: ChosenCustomer | null) => void;
}

/** One customer, or to a class a party of them, or nobody yet. */
export function WhoComes({ coming, customer, error, onCustomer }: WhoComesProps) {
  const { capacity, isForNobody, size, setPartySize, setNobody } = coming;
  return (
    <>
      {coming.isClass && (
        <Switch
          label="Nobody yet: only put the class on the calendar"
          checked={isForNobody}
          onChange={({ currentTarget }) => setNobody(currentTarget.checked)}
        />
      )}
      {!isForNobody && (
        <>
          <CustomerChoice value={customer} error={error} onChange={onCustomer} />
          <PartySizeField capacity={capacity} value={size} onChange={setPartySize} />
        </>
      )}
    </>
  );
}
