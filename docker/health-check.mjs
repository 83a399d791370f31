// Exits 0 when the module in this container says that it is ready, on whichever port it says so.
const ports = {
  api: process.env.PARLEY_API_PORT ?? 7070,
  connect: process.env.PARLEY_CONNECT_PORT ?? 7000,
  logic: process.env.PARLEY_LOGIC_OPS_PORT ?? 7180,
  task: process.env.PARLEY_TASK_OPS_PORT ?? 7181,
  site: process.env.PARLEY_SITE_PORT ?? 8080,
};

const ready = async port => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return undefined; // Nothing listens there: another module's port.
  }
};

const answers = await Promise.all(Object.values(ports).map(ready));
process.exitCode = answers.includes(true) && !answers.includes(false) ? 0 : 1;
