import { createServer } from 'node:net';
import { PORTS } from './settings.ts';

/** Answers as SMTP (RFC 5321) asks, line by line, with the least work: the mail server must not be what is measured. */
const server = createServer((socket) => {
  let isData = false;
  let rest = '';
  socket.on('error', () => undefined);
  socket.write('220 sink\r\n');
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1');
    for (;;) {
      const mark = isData ? '\r\n.\r\n' : '\r\n';
      const end = rest.indexOf(mark);
      if (end < 0) return;
      const line = rest.slice(0, end).toUpperCase();
      rest = rest.slice(end + mark.length);
      const startsData = !isData && line === 'DATA';
      socket.write(startsData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      isData = startsData;
    }
  });
});
server.listen(PORTS.mail, '127.0.0.1', () => process.send?.('listening'));
process.on('disconnect', () => process.exit(0));
