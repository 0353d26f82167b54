import { BusinessSettings } from "../../features/settings/BusinessSettings";
import { SettingsFrame } from "../SettingsFrame";

export default function SettingsPage() {
  return (
    <SettingsFrame>
      <BusinessSettings />
    </SettingsFrame>
  );
}
