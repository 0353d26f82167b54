import { WebhooksView } from "../../features/webhooks/WebhooksView";
import { SettingsFrame } from "../SettingsFrame";

export default function WebhooksPage() {
  return (
    <SettingsFrame>
      <WebhooksView />
    </SettingsFrame>
  );
}
