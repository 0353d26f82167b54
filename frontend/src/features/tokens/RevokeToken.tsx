import type { ApiToken } from "../../api/generated/api.schemas";
import { Confirm } from "../../ui/Confirm";

interface RevokeTokenProps {
  token: ApiToken;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function RevokeToken({ token, ...rest }: RevokeTokenProps) {
  return (
    <Confirm title={`Revoke ${token.name}?`} act="Revoke" keep="Keep it" isLoss {...rest}>
      The program that uses it is refused at once. This cannot be taken back; you can make a new
      token.
    </Confirm>
  );
}
