import { History } from "../../features/activity/History";
import { ContractsOf } from "../../features/contracts/ContractsOf";
import { CustomersView } from "../../features/customers/CustomersView";
import { useDesk } from "../desk";

export default function CustomersPage() {
  const desk = useDesk();
  return (
    <CustomersView
      onBook={(customer_id) => desk.newAppointment({ customer_id })}
      onOpenAppointment={desk.openAppointment}
      contractsOf={(id) => <ContractsOf of="customer" id={id} />}
      historyOf={(id) => <History of="customer" id={id} />}
    />
  );
}
