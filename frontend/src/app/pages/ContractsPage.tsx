export { ContractsView as default } from "../../features/contracts/ContractsView";
