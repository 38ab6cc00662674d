import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import S3rver from 's3rver';
import { storageContract } from '../../ports/storage.contract.ts';
import { makeS3Storage } from './s3.adapter.ts';
import { parseS3Url } from './s3-url.ts';

storageContract('S3 (s3rver)', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sefos-s3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'blobs' }],
  });
  const { port } = await server.run();
  const storage = makeS3Storage({ url: `s3://S3RVER:S3RVER@127.0.0.1:${port}/blobs?tls=0` });
  return {
    storage,
    teardown: async () => {
      storage.close();
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
});

describe('S3 adapter', () => {
  it('reports a store that does not answer as storage-unavailable', async () => {
    const storage = makeS3Storage({ url: 's3://k:s@127.0.0.1:1/blobs?tls=0', connectTimeoutMs: 300 });
    await expect(storage.read('a')).rejects.toMatchObject({ type: 'storage-unavailable' });
    await expect(storage.delete('a')).rejects.toMatchObject({ type: 'storage-unavailable' });
    storage.close();
  });

  it('reads every part of its URL', () => {
    expect(parseS3Url('s3://key:se%2Fcret@store.example:9000/blobs?region=eu-north-1&tls=0&path-style=0')).toEqual({
      endpoint: 'http://store.example:9000',
      bucket: 'blobs',
      region: 'eu-north-1',
      pathStyle: false,
      credentials: { accessKeyId: 'key', secretAccessKey: 'se/cret' },
    });
    expect(parseS3Url('s3://store.example/blobs')).toEqual({
      endpoint: 'https://store.example',
      bucket: 'blobs',
      region: 'us-east-1',
      pathStyle: true,
    });
  });

  it.each([
    'nonsense',
    'https://k:hunter2@h/b',
    's3://k:hunter2@h/',
    's3://k:hunter2@h/b/c',
    's3://hunter2@h/blobs',
    's3://k:hunter2@h/blobs?tls=no',
    's3://k:hunter2@h/blobs?x=1',
  ])('refuses %s with a sentence that does not repeat it', (url) => {
    expect(() => parseS3Url(url)).toThrow(/BLOB_URL/);
    expect(() => parseS3Url(url)).not.toThrow(/hunter2/);
  });
});
