<?php
// Verifies a webhook: verify(file_get_contents('php://input'), getallheaders(), $secret)
declare(strict_types=1);

const TOLERANCE_SECONDS = 300;

/** The event, if it is to be believed. $body is what came over the wire, not JSON read before. */
function verify(string $body, array $headers, string $secret): array
{
    $headers = array_change_key_case($headers);
    $id = $headers['webhook-id'] ?? '';
    $timestamp = $headers['webhook-timestamp'] ?? '';
    $signatures = $headers['webhook-signature'] ?? '';
    $isNumber = preg_match('/^[0-9]{1,12}$/D', $timestamp) === 1;
    if (!$isNumber || abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        throw new UnexpectedValueException('it was not signed just now');
    }
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
    if ($key === false || $key === '') {
        throw new UnexpectedValueException('the secret is not whsec_ and Base64');
    }
    $due = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    // Two, while a secret is rotated.
    foreach (explode(' ', $signatures) as $one) {
        if (hash_equals($due, $one)) {
            return json_decode($body, true, flags: JSON_THROW_ON_ERROR);
        }
    }
    throw new UnexpectedValueException('no signature fits body and secret');
}
