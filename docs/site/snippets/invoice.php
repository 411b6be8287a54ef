<?php
// Makes an invoice and reads it again. KEY is your API key.
declare(strict_types=1);

const API = 'https://pay.example.com/api/v1';

/** The answer to a GET, or with a body to a POST. */
function ask(string $path, ?array $body = null, array $headers = []): array
{
    $headers[] = 'Authorization: Bearer ' . getenv('KEY');
    $http = ['timeout' => 30, 'ignore_errors' => true];
    if ($body !== null) {
        $headers[] = 'Content-Type: application/json';
        $http += ['method' => 'POST', 'content' => json_encode($body, JSON_THROW_ON_ERROR)];
    }
    $context = stream_context_create(['http' => $http + ['header' => $headers]]);
    $stream = fopen(API . $path, 'r', false, $context);
    if ($stream === false) {
        throw new RuntimeException('no answer');
    }
    $answer = stream_get_contents($stream);
    $status = stream_get_meta_data($stream)['wrapper_data'][0];
    if (!preg_match('/ 2\d\d/', $status)) {
        throw new RuntimeException("$status: $answer");
    }
    return json_decode($answer, true, flags: JSON_THROW_ON_ERROR);
}

$made = ask('/invoices', [
    'title' => 'Consulting deposit',
    'amount' => '250.00',
    'asset' => 'USDC',
    'orderId' => 'ORD-9002',
], [
    // One for each order: sent again, say after a lost connection, it makes no second invoice.
    'Idempotency-Key: order-9002',
]);
echo $made['payUrl'], "\n";

$invoice = ask('/invoices/' . $made['publicId']);
echo $invoice['status'], "\n";
