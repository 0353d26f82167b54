import { MailTextsView } from "../../features/mails/MailTextsView";
import { SettingsFrame } from "../SettingsFrame";

export default function MailsPage() {
  return (
    <SettingsFrame isWide>
      <MailTextsView />
    </SettingsFrame>
  );
}
