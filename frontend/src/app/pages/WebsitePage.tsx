import { WebsiteSettings } from "../../features/settings/WebsiteSettings";
import { SettingsFrame } from "../SettingsFrame";

export default function WebsitePage() {
  return (
    <SettingsFrame>
      <WebsiteSettings />
    </SettingsFrame>
  );
}
