import { check, same, seen } from '../harness/check.ts';
import { sha256, sizeOf } from '../harness/files.ts';
import { journey } from '../harness/journey.ts';
import { Citizen } from '../pages/citizen.page.ts';
import { Composer } from '../pages/compose.page.ts';

const SIZE_BYTES = 400 * 1024 ** 2;
const ADDRESS = 'stor.fil@example.org';

/** 400 MB through the real pages, both ways. */
export default journey('big-file', [
  {
    title: 'a file of 400 MB is uploaded with progress, sent, and downloaded unchanged by the citizen',
    run: async (world) => {
      const file = await world.files.sparse('stor film.mp4', SIZE_BYTES);
      const small = await world.files.text('liten.txt', 'Liten');
      const expected = sha256(file.path);
      const page = await world.staff('hanna', '/compose');
      const composer = new Composer(page);
      await composer.addRecipient(ADDRESS, /Utan konto/);
      await composer.write('Stor fil', 'Den stora filen');
      const uploading = composer.attach([file.path, small.path], 170_000);
      await seen(page.getByText(/\d+ %, .*\/s, .* kvar/));
      await uploading;
      await composer.goOn();
      await composer.chooseLevel(1);
      await composer.goOn();
      await composer.external(ADDRESS);
      await composer.send();
      await composer.sent();
      const citizen = await Citizen.onPhone(world, await world.outbox.link(ADDRESS));
      await citizen.giveAddress(ADDRESS);
      await citizen.open('Stor fil');
      const download = await citizen.download(citizen.file('stor film.mp4'));
      const path = await download.path();
      same(await sizeOf(path), SIZE_BYTES, 'bytes');
      check((await sha256(path)) === (await expected), 'The downloaded file is not the one that was sent');
    },
  },
]);
