export { ContractsView as default } from "../../features/portal/ContractsView";
