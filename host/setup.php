<?php
// Finishes WordPress' installation before its port is open: whoever finished it in a browser first would be its administrator.
// compose.yaml runs it in WordPress' own image. The password comes as itself, or as a bcrypt hash where the machine must not
// know it.

$password = getenv('WORDPRESS_ADMIN_PASSWORD') ?: '';
$hash = getenv('WORDPRESS_ADMIN_HASH') ?: '';
if ($password === '' && $hash === '') {
    fwrite(STDERR, "No password for WordPress' administrator: run ./passwords first.\n");
    exit(1);
}

define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'localhost';
require '/var/www/html/wp-load.php';
// It would send mail, and there is no mail server.
function wp_new_blog_notification() {}
require ABSPATH . 'wp-admin/includes/upgrade.php';

if (!is_blog_installed()) {
    wp_install('Container lab', 'lab', 'lab@example.com', false, '', $password ?: bin2hex(random_bytes(24)));
}
// Only another hash counts: a password that somebody has changed in WordPress stays at the next boot.
if ($hash !== '' && get_option('lab_password_hash') !== $hash) {
    $wpdb->update($wpdb->users, ['user_pass' => $hash], ['user_login' => 'lab']);
    update_option('lab_password_hash', $hash, false);
}
if (!is_blog_installed() || !get_user_by('login', 'lab')) {
    fwrite(STDERR, "WordPress is not installed yet.\n");
    exit(1);
}
echo "WordPress is installed. Its administrator is lab.\n";
