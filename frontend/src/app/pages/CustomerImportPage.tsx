import { ImportView } from "../../features/customer-imports/ImportView";

export default function CustomerImportPage() {
  return <ImportView />;
}
