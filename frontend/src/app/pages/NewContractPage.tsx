export { NewContract as default } from "../../features/contracts/making/NewContract";
