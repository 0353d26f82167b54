import { useParams } from "react-router";
import { BulkOutcome } from "../../features/contracts/bulk/BulkOutcome";

export default function BulkOutcomePage() {
  const { id = "" } = useParams();
  return <BulkOutcome key={id} id={id} />;
}
