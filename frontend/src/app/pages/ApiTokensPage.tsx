import { ApiTokensView } from "../../features/tokens/ApiTokensView";
import { SettingsFrame } from "../SettingsFrame";

export default function ApiTokensPage() {
  return (
    <SettingsFrame>
      <ApiTokensView />
    </SettingsFrame>
  );
}
