export { ApiTokensView as default } from "../../features/tokens/ApiTokensView";
