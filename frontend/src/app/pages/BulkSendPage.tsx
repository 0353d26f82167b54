export { BulkSend as default } from "../../features/contracts/bulk/BulkSend";
