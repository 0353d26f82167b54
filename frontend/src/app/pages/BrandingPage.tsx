import { BrandingView } from "../../features/branding/BrandingView";
import { SettingsFrame } from "../SettingsFrame";

export default function BrandingPage() {
  return (
    <SettingsFrame>
      <BrandingView />
    </SettingsFrame>
  );
}
