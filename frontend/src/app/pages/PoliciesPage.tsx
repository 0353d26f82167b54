import { PolicySettings } from "../../features/settings/PolicySettings";
import { SettingsFrame } from "../SettingsFrame";

export default function PoliciesPage() {
  return (
    <SettingsFrame>
      <PolicySettings />
    </SettingsFrame>
  );
}
